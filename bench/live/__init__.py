"""The comparison behind `make bench`: a deployed app against the same thing written by hand, and against the limit.

Map: `expenses` the data all systems hold | `ours` the app, deployed through the real pipeline | `fill` rows in bulk |
`servers` processes and their memory | `operations` what is asked of each system | `load` wrk, or Python without it |
`stored` whether what was acknowledged is there | `report` the Markdown | `__main__` the rounds.
`../handwritten/` is the hand-written project, `../limit/` the bare handlers and the pgbench scripts.
"""
