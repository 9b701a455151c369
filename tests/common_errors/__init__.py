"""Every mistake that a check tells of, made on purpose: docs/loi-thuong-gap.md is written from it.

`python -m tests.common_errors` runs the checks over the broken inputs of `broken` and writes the
page anew; read the diff.
"""
