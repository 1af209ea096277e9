from typing import Any

from django.contrib.auth.models import BaseUserManager


class UserManager(BaseUserManager):
    """Creates people by e-mail address."""

    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """A person who signs in with `email`. Raises ValueError when the address is empty."""
        if not email:
            message = "An e-mail address is needed"
            raise ValueError(message)
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> Any:
        return self.get(email__iexact=username)
