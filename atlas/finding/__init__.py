"""Answers to a few words, grouped by what they are: events, people, places, routes, stories, words of the codebook.

`entries` says what can be found and where it leads, `index` which words stand where and what a mistyped one may mean, `answers` ranks.
"""

from atlas.finding.answers import Answer, AnswerGroup, Answers, answers_to
from atlas.finding.entries import GROUPS

__all__ = ["GROUPS", "Answer", "AnswerGroup", "Answers", "answers_to"]
