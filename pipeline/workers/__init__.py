"""Pages are cleaned and read in processes of their own, so that one that brings a parser down stops nothing else."""
