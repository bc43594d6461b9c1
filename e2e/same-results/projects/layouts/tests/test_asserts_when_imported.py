assert [1] == [2], "when imported"
