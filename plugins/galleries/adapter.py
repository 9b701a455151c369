"""Pelican adapter: photos are probed, missing renditions made, and pictures put into posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pelican import signals

from plugins.build import Build
from plugins.content.metadata import has_page
from plugins.galleries.album_pages import head_images, plan_post, put_together
from plugins.galleries.cache import Cache
from plugins.galleries.collect import collect
from plugins.galleries.index import Index
from plugins.galleries.jobs import leave_open, make_missing
from plugins.galleries.orders import write_orders
from plugins.galleries.pictures import FOLDER
from plugins.galleries.texts import Text


def make_galleries(generator: Any) -> None:
    """Everything about photos, once all posts are read; nothing is published yet."""
    build = Build.of(generator.settings)
    index = Index(build.photo_cache, build.content)
    folders, problems = collect(build.content, build.loaded, index, build.site)
    index.save()
    build.add(problems)
    cache = Cache(folder=build.photo_cache)
    shown = ("published", "hidden", "draft", "scheduled")
    posts = [
        post
        for post in build.loaded.posts
        if post.state in shown and has_page(post.state, drafts=build.drafts)
    ]
    plans = [
        plan_post(post, folders[post.path], build.site, cache.folder)
        for post in posts
        if folders[post.path].known  # or there is nothing to choose from
    ]
    jobs = [job for plan in plans for job in plan.placed_jobs]
    if build.lazy_photos:
        stock = leave_open(jobs, cache)
        write_orders(cache.folder, stock.open, afresh=True)
    else:
        stock = make_missing(jobs, cache, build.site.workers)
    build.photos_made += stock.count
    build.add(stock.problems)
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
            if images := head_images(pictures):
                article.head = replace(article.head, images=images)


def _articles(generator: Any) -> Sequence[Any]:
    return [*generator.articles, *generator.hidden_articles]


def register() -> None:
    """Connect."""
    signals.article_generator_finalized.connect(make_galleries)
