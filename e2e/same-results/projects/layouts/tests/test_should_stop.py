def test_stops(request):
    request.session.shouldstop = "stop"


def test_never():
    pass
