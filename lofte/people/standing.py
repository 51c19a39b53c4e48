"""What a phone that was signed out may ask: is the account that it knew still open?"""

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lofte.people.models import User

_SIGNER = Signer(salt="lofte.people.standing")


def phone_key(user: User) -> str:
    """The person's name in their own phone: it says who wrote, to nobody but us."""
    return _SIGNER.sign(str(user.pk))


@never_cache
@require_GET
def standing(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever holds a key that we signed was that person; nothing else is told."""
    try:
        pk = int(_SIGNER.unsign(key))
    except (BadSignature, ValueError):
        raise Http404 from None
    return JsonResponse({"open": User.objects.filter(pk=pk, is_active=True).exists()})
