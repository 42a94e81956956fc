"""The verbs that every sheet has, for one record, many, or a file."""
