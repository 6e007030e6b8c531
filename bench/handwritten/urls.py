from django.urls import include, path
from rest_framework.routers import SimpleRouter

from bench.handwritten.views import ExpenseViewSet

router = SimpleRouter()
router.register("expenses", ExpenseViewSet)

urlpatterns = [path("", include(router.urls))]
