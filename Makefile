# Each target makes .venv from the lock file when it has to, then calls invoke. On a fresh machine it
# needs Python 3.11 or newer, git and make. Written for make 3.81 (macOS) and a POSIX shell.
#
#   make site     CONTENT=… OUTPUT=…       build
#   make serve    CONTENT=… OUTPUT=… PORT=… HOST=…   live preview;
#                 PHONE=1 also for a phone in the same network
#   make test     LONG=1                   the whole test suite; LONG=1 for long property runs
#   make heic                              also read the HEIC photos of phones
#   make video                             also take posters from films
#   make word                              also import Word files
#   make brotli                            also pack texts with brotli when publishing
#   make audit    OUTPUT=… URL=… ONLY=… ALLOW_MISSING=1   every kind of page, into a report
#   make lint · make bench · make clean
#   PYTHON=/path/to/python                 which Python .venv is made with

# Values that were not given are left to tasks.py. The shell reads them from the environment, so
# that folders with spaces or quotes in their names arrive as they are.
export PYTHON CONTENT OUTPUT PORT HOST PHONE LONG URL ONLY ALLOW_MISSING
PATHS := $${CONTENT:+--content="$$CONTENT"} $${OUTPUT:+--output="$$OUTPUT"}

ifeq ($(OS),Windows_NT)
VENV_PYTHON := .venv/Scripts/python.exe
else
VENV_PYTHON := .venv/bin/python
endif
INVOKE := $(VENV_PYTHON) -m invoke

# Two targets asked for at once share one .venv.
.NOTPARALLEL:
.PHONY: site serve test heic video word brotli audit lint bench clean runtime dev

site: runtime
	@$(INVOKE) build $(PATHS) --search
	@echo "Xong: trang web nằm trong $${OUTPUT:-output}/. Bước tiếp theo: make serve"

serve: runtime
	@$(INVOKE) serve $(PATHS) $${HOST:+--host="$$HOST"} $${PORT:+--port="$$PORT"} \
		$${PHONE:+--phone}

test: dev
	@$(INVOKE) test $${LONG:+--long}
	@echo "Mọi kiểm thử đã đạt. Bước tiếp theo: make lint, rồi git commit"

heic:
	@$(call install,requirements-heic.lock,requirements.lock)
	@echo "Đã đọc được ảnh HEIC. Bước tiếp theo: make site"

video:
	@$(call install,requirements-video.lock,requirements.lock)
	@echo "Đã lấy được ảnh bìa từ phim. Bước tiếp theo: make site"

word:
	@$(call install,requirements-word.lock,requirements.lock)
	@echo "Đã đọc được tệp Word. Bước tiếp theo: inv import <tệp>.docx"

brotli:
	@$(call install,requirements-brotli.lock,requirements.lock)
	@echo "Khi đăng sẽ có thêm bản nén brotli. Bước tiếp theo: inv publish --to <nơi đăng>"

lint: dev
	@$(INVOKE) lint
	@echo "Mã nguồn đạt. Bước tiếp theo: make test"

audit: dev
	@$(INVOKE) audit $${OUTPUT:+--output="$$OUTPUT"} $${URL:+--url="$$URL"} \
		$${ONLY:+--only="$$ONLY"} $${ALLOW_MISSING:+--allow-missing}
	@echo "Không có gì phải sửa. Báo cáo: .cache/audit/report.md"

bench: dev
	@$(INVOKE) bench

clean:
	@rm -rf .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache output
	@find plugins tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Đã xóa .venv, output và các bộ nhớ đệm. Bước tiếp theo: make site"

runtime:
	@$(call install,requirements.lock)

# A superset of the first, so one run of pip serves both.
dev:
	@$(call install,requirements-dev.lock,requirements.lock)

# $(call install,LOCK,LOCKS INCLUDED): bring .venv to what LOCK says; does nothing when the copy
# kept in .venv is the same and its Python still finds what was installed. .venv/incomplete stands from before the first file is made until pip
# has succeeded, so that the next run starts over after any interruption.
define install
	if [ ! -e .venv/incomplete ] && cmp -s $(1) .venv/$(1) && $(VENV_PYTHON) -c \
		'import importlib.util, sys; sys.exit(not importlib.util.find_spec("invoke"))' \
		2>/dev/null; then exit 0; fi; \
	if [ -e .venv/incomplete ] || ! $(VENV_PYTHON) -m pip --version >/dev/null 2>&1; then \
		$(find_python) \
		rm -rf .venv; \
		echo "Tạo .venv bằng $$("$$python" --version 2>&1) ..."; \
		mkdir .venv && : >.venv/incomplete || exit 1; \
		"$$python" -m venv .venv || { rm -rf .venv; \
			echo "Không tạo được .venv: xem lỗi ở trên. Trên Debian/Ubuntu hãy chạy:" \
				"apt install python3-venv, rồi chạy lại lệnh make." >&2; exit 1; }; \
	fi; \
	: >.venv/incomplete; \
	$(pip_install); \
	if [ -e .venv/incomplete ]; then \
		echo "Chưa cài xong thư viện Python: xem lỗi ở trên, kiểm tra mạng rồi chạy lại" \
			"lệnh make." >&2; exit 1; fi; \
	for lock in $(1) $(2); do cp "$$lock" ".venv/$$lock" || exit 1; done; \
	echo "Đã cài xong thư viện Python vào .venv."
endef

# Sets $python to a Python that is new enough and can make an environment with pip, or says what
# to install.
define find_python
	if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; \
	else set -- python3 python3.14 python3.13 python3.12 python3.11 python; fi; \
	python=; old=; bare=; \
	for name; do \
		"$$name" -c '' >/dev/null 2>&1 || continue; \
		if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
			old="$$name"; \
		elif ! "$$name" -c 'import ensurepip, venv' 2>/dev/null; then \
			bare="$$name"; \
		else python="$$name"; break; fi; \
	done; \
	if [ -z "$$python" ] && [ -n "$$bare" ]; then \
		echo "Python ở đây ($$bare) thiếu mô-đun venv. Trên Debian/Ubuntu hãy chạy:" \
			"apt install python3-venv, rồi chạy lại lệnh make." >&2; exit 1; \
	elif [ -z "$$python" ] && [ -n "$$old" ]; then \
		echo "Cần Python 3.11 trở lên, ở đây chỉ có $$("$$old" --version 2>&1). Hãy cài bản" \
			"mới hơn, hoặc chỉ rõ: make PYTHON=/đường/dẫn/tới/python3" >&2; exit 1; \
	elif [ -z "$$python" ]; then \
		echo "Không tìm thấy Python$${PYTHON:+ ở $$PYTHON}. Hãy cài Python 3.11 trở lên (trên Debian/Ubuntu:" \
			"apt install python3 python3-venv), rồi chạy lại lệnh make." >&2; exit 1; \
	fi;
endef

# pip says a lot; one counting line is enough. Its errors and warnings pass through. Success is
# what takes .venv/incomplete away, as the exit code of a pipe is that of its last command.
define pip_install
	total=$$(grep -c '^[a-z].*==' $(1)); n=0; \
	[ -t 1 ] && back='\r\033[K' end= || { back= end='\n'; \
		printf '%s\n' "Cài $$total thư viện Python từ $(1) ..."; }; \
	{ $(VENV_PYTHON) -m pip install --require-hashes --no-input --disable-pip-version-check \
		--progress-bar=off -r $(1) && rm .venv/incomplete; } | \
	while read -r word name _; do \
		case $$word in \
		Collecting|Requirement) n=$$((n + 1)); [ -n "$$end" ] || \
			printf "$$back"'Tải thư viện Python %d/%d: %s' "$$n" "$$total" "$$name";; \
		Installing) [ -n "$$end" ] || printf "$$back"'Cài %d thư viện Python vào .venv ...' "$$n";; \
		esac; \
	done; \
	[ -n "$$end" ] || printf "$$back"
endef
