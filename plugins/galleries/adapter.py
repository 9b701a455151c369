"""Pelican adapter: photos are probed, missing renditions made, and pictures put into posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pelican import signals

from plugins.build import Build
from plugins.content.metadata import has_page
from plugins.galleries.album_pages import Plan, head_images, plan_post, put_together
from plugins.galleries.cache import Cache
from plugins.galleries.cards import card_style, plain_card
from plugins.galleries.collect import collect
from plugins.galleries.images.making import Job
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.index import Index
from plugins.galleries.jobs import Stock, leave_open, make_missing, photo_problem
from plugins.galleries.orders import write_orders
from plugins.galleries.pictures import FOLDER
from plugins.galleries.renditions import CardStyle
from plugins.galleries.texts import Text
from plugins.head import HeadImage
from plugins.values import replace


def make_galleries(generator: Any) -> None:
    """Everything about photos, once all posts are read; nothing is published yet."""
    build = Build.of(generator.settings)
    index = Index(build.photo_cache, build.content)
    folders, problems = collect(build.content, build.loaded, index, build.site, build.memory)
    index.save()
    build.add(problems)
    cache = Cache(folder=build.photo_cache)
    shown = ("published", "hidden", "draft", "scheduled")
    posts = [
        post
        for post in build.loaded.posts
        if post.state in shown and has_page(post.state, drafts=build.shows_drafts(post.path))
    ]
    style = card_style(build.site, build.theme)
    plans = [
        plan_post(post, folders[post.path], build.site, cache.folder, style)
        for post in posts
        if folders[post.path].known  # or there is nothing to choose from
    ]
    wanted = [plan for plan in plans if build.only in ("", plan.post.path)]
    stock = Stock(made={})
    if not build.lazy_photos:
        stock = make_missing(_jobs(wanted), cache, build.site.workers)
    if build.lazy_photos or build.only:
        rest = leave_open(_jobs(plans), cache)
        stock.made = rest.made | stock.made
    if build.lazy_photos:
        write_orders(cache.folder, rest.open, afresh=True)
    build.photos_made += stock.count
    build.add(dict.fromkeys(stock.problems))  # a photo that is broken is so for its card, too
    for result in stock.made.values():
        build.files.update({FOLDER + name: cache.folder / name for name, _ in result.files})
    articles = {article.item.path: article for article in _articles(generator)}
    for post in posts:
        if article := articles.get(post.path):
            article.text = Text(body=post.body, slots=((),) * len(post.body.slots))
    for plan in plans:
        article = articles.get(plan.post.path)
        if article is not None:
            folder = folders[plan.post.path]
            pictures = put_together(plan, folder, stock.made, build.site.base_path)
            article.text = Text(body=plan.post.body, slots=pictures.slots)
            article.cover, article.gallery = pictures.cover, pictures.gallery
            images = head_images(pictures)
            article.head = replace(article.head, images=images, card=pictures.card)
    build.shared["card"] = _plain_card(build, style, cache)


def _plain_card(build: Build, style: CardStyle | None, cache: Cache) -> HeadImage | None:
    if style is None:
        return None
    try:
        card = plain_card(style, cache, build.site.jpeg_quality)
    except PhotoError as error:
        build.add([photo_problem("theme", error)])
        return None
    build.files[card.url] = cache.folder / card.url.removeprefix(FOLDER)
    return card


def _jobs(plans: Iterable[Plan]) -> list[tuple[str, Job]]:
    return [job for plan in plans for job in plan.placed_jobs]


def _articles(generator: Any) -> Sequence[Any]:
    return [*generator.articles, *generator.hidden_articles]


def register() -> None:
    """Connect."""
    signals.article_generator_finalized.connect(make_galleries)
