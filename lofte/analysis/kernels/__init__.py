"""Inner loops that become machine code: plain arrays in, plain arrays out, no checks of input.

Each family has its module; the module of the same family one floor up checks, calls and names.
"""
