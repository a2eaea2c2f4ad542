"""Yaodian for Windows: the set-up program and the portable zip, made and tried without a Windows PC."""
