"""What search engines and chat programs read: the dataset as schema.org JSON-LD, and the preview of a link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from atlas.citations import cite_dataset
from atlas.dataset import Dataset
from atlas.dossiers import heading, opens
from atlas.view import Selection, ViewOptions


def dataset_json_ld(dataset: Dataset, base: str) -> dict[str, Any]:
    """The dataset as a schema.org `Dataset` (https://schema.org/Dataset). `base` is the address of the atlas."""
    package = dataset.package
    downloads = (("text/csv", "events.csv"), ("application/zip", "package.zip"), ("application/json", "datapackage.json"))
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": package.title,
        "description": package.description,
        "url": f"{base}/",
        "version": package.version,
        "license": package.licence_url,
        "creator": {"@type": "Organization", "name": f"{package.title} contributors"},
        "citation": cite_dataset(dataset),
        "isAccessibleForFree": True,
        "temporalCoverage": f"{package.covers_from.isoformat()}/{package.covers_to.isoformat()}",
        "spatialCoverage": sorted(set(dataset.places["country"])),
        "variableMeasured": [field.name for field in package.tables["events"].fields],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{base}/api/v1/{name}"} for kind, name in downloads
        ],
    }


def link_preview(selection: Selection, options: ViewOptions, base: str, address: str) -> dict[str, str]:
    """Names and contents of the Open Graph tags for an address: of one event with its card, or of a filtered view with its map.

    Programs that show previews keep a picture by its address, which therefore has the version of the data.
    """
    dataset, event_id = selection.dataset, options.event
    looks = [*selection.filter.to_params(), *replace(options, story=None, scene=1, version=dataset.version).to_params()]
    picture, shown = f"map.png?{urlencode(looks)}", f"Map. {selection.sentence}"
    named = heading(selection) if opens(selection) else None
    title = f"{named} · {dataset.package.title}" if named else dataset.package.title
    description = f"{selection.sentence} {dataset.package.description}"
    position = dataset.position.get(event_id or "")
    if position is not None:
        event = dataset.events.iloc[position]
        title, description = f"{event['title']} · {dataset.package.title}", str(event["summary"])
        picture, shown = f"events/{event_id}.png?version={dataset.version}", str(event["title"])
    return {
        "og:type": "website",
        "og:site_name": dataset.package.title,
        "og:title": title,
        "og:description": description,
        "og:url": address,
        "og:image": f"{base}/api/v1/{picture}",
        "og:image:alt": shown,
        "twitter:card": "summary_large_image",
        "description": description,
    }
