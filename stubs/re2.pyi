"""The part of google-re2 that is used."""

class error(Exception): ...

class Options:
    log_errors: bool
    case_sensitive: bool
    never_capture: bool

class _Regexp:
    def search(self, text: bytes) -> object | None: ...

def compile(pattern: bytes, options: Options | None = None) -> _Regexp: ...
def escape(pattern: str) -> str: ...
