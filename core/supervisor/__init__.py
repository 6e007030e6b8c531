"""One command that runs everything: `manage.py up` starts web, worker and scheduler and keeps them running.

Map: `children` one child process: its group, its death with its parent, its log lines | `supervisor` start order,
restarts, health, stopping | `greetings` what apps add to the words printed when everything answers.
"""
