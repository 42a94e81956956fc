"""perut: the field officer's record of Pendampingan Rutin."""

__version__ = "1.0.0"
