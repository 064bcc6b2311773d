"""Resume phrases and join codes: short secrets that people read aloud and type.

A phrase is two words and two digits ("amber-otter-47"), derived from the server's key, the seat and a
generation number: nothing has to be stored, and a new generation makes every older phrase invalid.
With about 250 words each that is 6.1 million phrases; `docs/security.md` computes what a limit of tries makes of it.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from simulator.core.ids import ExerciseId, SeatId

CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
CODE_DIGITS = "23456789"

ADJECTIVES = ["able", "amber", "ample", "apt", "ashen", "avid", "azure", "basic", "beige", "big", "blond", "blue", "blunt", "bold", "brave", "brief", "bright", "brisk", "broad", "bronze", "brown", "busy", "calm", "candid", "casual", "cheery", "chief", "chilly", "civic", "clean", "clear", "clever", "close", "cloudy", "coarse", "cobalt", "cold", "cool", "coral", "cosmic", "cozy", "cream", "crimson", "crisp", "curly", "cyan", "daily", "dapper", "daring", "dear", "deep", "dense", "direct", "double", "dozen", "dry", "dual", "dusty", "eager", "early", "earnest", "easy", "elder", "elfin", "emerald", "equal", "even", "exact", "extra", "fabled", "fair", "famous", "fancy", "fast", "fine", "first", "fleet", "flint", "fluent", "fond", "formal", "frank", "free", "fresh", "frosty", "full", "funny", "gentle", "giant", "gifted", "gilded", "ginger", "glad", "glossy", "gold", "good", "grand", "gray", "great", "green", "handy", "happy", "hardy", "hazel", "heady", "hearty", "hidden", "high", "hollow", "honest", "huge", "humble", "icy", "ideal", "indigo", "inner", "ivory", "jade", "jaunty", "jolly", "jovial", "joyful", "keen", "khaki", "kind", "large", "late", "lavish", "leafy", "lean", "level", "light", "lilac", "lime", "lively", "local", "lofty", "long", "loud", "loyal", "lucid", "lucky", "lunar", "magenta", "main", "major", "maple", "maroon", "mauve", "mellow", "merry", "mighty", "mild", "milky", "minor", "minty", "misty", "modern", "modest", "mossy", "navy", "neat", "new", "nimble", "noble", "north", "novel", "oak", "oaken", "ocean", "ochre", "olive", "open", "orange", "oval", "pale", "peach", "pearl", "pink", "plain", "plucky", "plum", "polar", "polite", "pretty", "prime", "prompt", "proper", "proud", "pure", "purple", "quick", "quiet", "rapid", "rare", "ready", "red", "regal", "rich", "ripe", "robust", "rocky", "rosy", "round", "royal", "ruby", "rural", "russet", "rustic", "safe", "sage", "sandy", "satin", "scarlet", "serene", "sharp", "shiny", "short", "shy", "silent", "silky", "silver", "simple", "sleek", "slim", "slow", "small", "smart", "smooth", "snowy", "soft", "solar", "solid", "south", "spare", "speedy", "spicy", "spruce", "square", "stable", "steady", "steep", "still", "stout", "strong", "sturdy", "sunny", "super", "sure"]
NOUNS = ["acorn", "alder", "anchor", "ant", "apple", "arch", "arrow", "aspen", "atlas", "aunt", "badge", "badger", "bagel", "banjo", "barge", "barley", "barn", "basil", "basin", "basket", "bay", "beach", "beacon", "beam", "bean", "bear", "beaver", "bee", "bell", "bench", "birch", "bison", "boat", "book", "boot", "bottle", "bough", "bowl", "branch", "bread", "brick", "bridge", "brook", "broom", "brush", "bucket", "bus", "cabin", "cable", "cactus", "camel", "camera", "canal", "candle", "canoe", "canyon", "cargo", "carrot", "castle", "cedar", "chair", "chalk", "cherry", "chess", "cliff", "clock", "cloud", "clover", "coach", "coast", "coin", "comet", "compass", "copper", "corner", "cotton", "cougar", "cow", "crane", "creek", "cricket", "crow", "cup", "daisy", "dam", "deer", "delta", "desk", "dock", "dolphin", "door", "dove", "drum", "duck", "eagle", "earth", "egret", "elk", "elm", "ember", "engine", "falcon", "farm", "feather", "fern", "ferry", "fiddle", "field", "fig", "finch", "fir", "fish", "flag", "flute", "forest", "fork", "fox", "frog", "garden", "gate", "geyser", "glove", "goat", "goose", "grape", "grove", "guitar", "gull", "hammer", "harbor", "hare", "harp", "hawk", "hazel", "hedge", "helmet", "heron", "hill", "honey", "horn", "horse", "house", "inlet", "iris", "island", "ivy", "jacket", "jar", "jay", "kayak", "kettle", "key", "kite", "kiwi", "ladder", "lake", "lamp", "lantern", "lark", "leaf", "lemon", "lily", "lion", "lizard", "llama", "loom", "lotus", "lynx", "maple", "marble", "market", "marsh", "meadow", "melon", "mill", "mint", "mirror", "moon", "moose", "moss", "moth", "mug", "music", "nest", "oar", "oasis", "oat", "olive", "onion", "orbit", "orchid", "otter", "owl", "ox", "paddle", "panda", "paper", "parade", "park", "parrot", "path", "peach", "pear", "pebble", "pelican", "pencil", "pepper", "piano", "pier", "pigeon", "pilot", "pine", "plate", "plaza", "plow", "plum", "pond", "pony", "poppy", "porch", "prairie", "puffin", "puma", "pump", "quail", "quarry", "quartz", "quill", "rabbit", "radio", "raft", "rail", "rain", "raven", "reed", "reef", "ribbon", "river", "road", "robin", "rocket", "rope", "rose", "saddle", "salmon"]


def make_join_code() -> str:
    """Four letters and two digits that are hard to misread and spell no word: "BTRK-47"."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(4))
    return letters + "-" + "".join(secrets.choice(CODE_DIGITS) for _ in range(2))


def resume_phrase(key: bytes, exercise: ExerciseId, seat: SeatId, generation: int) -> str:
    """The phrase that brings a person back to this seat on any laptop."""
    digest = hmac.new(key, f"resume|{exercise}|{seat}|{generation}".encode(), sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    number, digits = divmod(number, 100)
    number, noun = divmod(number, len(NOUNS))
    return f"{ADJECTIVES[number % len(ADJECTIVES)]}-{NOUNS[noun]}-{digits:02d}"


def canonical_phrase(text: str) -> str:
    """A phrase as it is compared: lower case, one hyphen wherever people put blanks, hyphens or nothing odd."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
