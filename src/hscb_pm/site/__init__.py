"""The register as a folder of pages: static, and in need of nothing else."""
