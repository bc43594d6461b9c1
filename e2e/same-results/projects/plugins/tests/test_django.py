import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core import mail


@pytest.mark.django_db
def test_database():
    User.objects.create(username="ada")
    assert list(User.objects.values_list("username", "id")) == [("ada", 1)]


@pytest.mark.django_db(transaction=True)
def test_transactions():
    assert User.objects.count() == 0
    User.objects.create(username="grace")


@pytest.mark.django_db
def test_queries(django_assert_num_queries):
    with django_assert_num_queries(1):
        User.objects.count()
        User.objects.count()


def test_database_is_blocked():
    User.objects.count()


def test_client(client):
    assert client.get("/").content == b"hello"


def test_settings(settings):
    settings.USE_TZ = False
    assert django_settings.USE_TZ is False
    assert not django_settings.DEBUG


def test_mail(mailoutbox):
    mail.send_mail("Subject", "Body", "from@example.com", ["to@example.com"])
    assert [message.subject for message in mailoutbox] == ["Subject"]
