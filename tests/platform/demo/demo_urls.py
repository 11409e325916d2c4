"""The routes as demo mode has them."""

from django.urls import include, path

from armslength.platform.config import urls

handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
urlpatterns = [*urls.urlpatterns, path("demo/", include("armslength.platform.config.demo.urls"))]
