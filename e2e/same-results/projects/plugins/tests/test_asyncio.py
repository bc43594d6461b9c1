import asyncio

import pytest


@pytest.fixture
async def connection():
    await asyncio.sleep(0)
    yield "open"
    await asyncio.sleep(0)


async def test_async_fixture(connection):
    assert connection == "open"


async def test_fails_in_a_task():
    async def work():
        raise ValueError("in a task")

    await asyncio.gather(work(), asyncio.sleep(0.001))


async def test_loop_is_new(request):
    assert len(asyncio.all_tasks()) == 1
    assert asyncio.get_running_loop().get_debug() is False


async def test_subprocess():
    process = await asyncio.create_subprocess_exec("true")
    assert await process.wait() == 0


@pytest.mark.asyncio(loop_scope="module")
class TestSharedLoop:
    loop = None

    async def test_one(self):
        TestSharedLoop.loop = TestSharedLoop.loop or asyncio.get_running_loop()
        assert TestSharedLoop.loop is asyncio.get_running_loop()

    async def test_two(self):
        TestSharedLoop.loop = TestSharedLoop.loop or asyncio.get_running_loop()
        assert TestSharedLoop.loop is asyncio.get_running_loop()
