"""Ways to run the app for others: container, nginx, Kubernetes, Community Cloud, offline pages."""
