"""Kills the real daemon at every system call and at random, breaks its connections, and counts what customers got."""
