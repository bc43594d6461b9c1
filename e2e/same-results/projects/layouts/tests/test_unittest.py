import unittest


def setUpModule():
    print("set-up of the module")


class Outcomes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.number = 1

    def test_fails(self):
        self.assertEqual(self.number, 2)

    @unittest.skip("not now")
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_expected_failure(self):
        assert 0

    @unittest.expectedFailure
    def test_unexpected_success(self):
        pass

    def test_sub_tests(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertEqual(number, 1)


class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ValueError("set-up of the class")

    def test_never(self):
        pass


class Asynchronous(unittest.IsolatedAsyncioTestCase):
    async def test_fails(self):
        assert 1 == 3
