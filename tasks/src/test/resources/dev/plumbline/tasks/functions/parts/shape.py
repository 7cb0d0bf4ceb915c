"""Found beside the file that names it, not beside the one that includes it."""


def process(dataset):
    def shaped(row, index):
        letters = row.pop("letters").split(",")
        row["first"] = letters[0]
        return {"choices": [letter.upper() for letter in letters], "index": index, "meta": {"n": len(letters), "odd": None}}

    long = dataset.filter(lambda row: len(row["word"]) > 2)
    return long.map(shaped, with_indices=True, remove_columns=["unused"])
