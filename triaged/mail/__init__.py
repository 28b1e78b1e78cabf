"""Octets to values and back: parsing what arrived, wording and composing what leaves. Pure."""
