"""Addresses of what is kept of vendors."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.vendor_file.exported import CERTIFICATES, CREDENTIALS, PEOPLE, REVIEWS
from hospital_itsm.vendor_file.views import file, forms, lists

app_name = "vendor_file"
urlpatterns = [
    path("vendors/expiring/", lists.ExpiringView.as_view(), name="expiring"),
    path("vendors/insurance/", lists.CertificatesView.as_view(), name="insurance"),
    path("vendors/insurance/export/", export_view(CERTIFICATES), name="export_insurance"),
    path("vendors/insurance/<int:pk>/", forms.EditCertificateView.as_view(), name="certificate"),
    path("vendors/reviews/", lists.ReviewsView.as_view(), name="reviews"),
    path("vendors/reviews/export/", export_view(REVIEWS), name="export_reviews"),
    path("vendors/reviews/<int:pk>/", forms.EditReviewView.as_view(), name="review"),
    path("vendors/people/", lists.PeopleView.as_view(), name="people"),
    path("vendors/people/export/", export_view(PEOPLE), name="export_people"),
    path("vendors/people/<int:pk>/", file.PersonView.as_view(), name="person"),
    path("vendors/people/<int:pk>/edit/", forms.EditPersonView.as_view(), name="edit_person"),
    path(
        "vendors/people/<int:pk>/credentials/new/", forms.NewCredentialView.as_view(), name="new_credential"
    ),
    path("vendors/credentials/", lists.CredentialsView.as_view(), name="credentials"),
    path("vendors/credentials/export/", export_view(CREDENTIALS), name="export_credentials"),
    path("vendors/credentials/<int:pk>/", forms.EditCredentialView.as_view(), name="credential"),
    path("vendors/<int:pk>/file/", file.FileView.as_view(), name="file"),
    path("vendors/<int:pk>/insurance/new/", forms.NewCertificateView.as_view(), name="new_certificate"),
    path("vendors/<int:pk>/reviews/new/", forms.NewReviewView.as_view(), name="new_review"),
    path("vendors/<int:pk>/people/new/", forms.NewPersonView.as_view(), name="new_person"),
]
