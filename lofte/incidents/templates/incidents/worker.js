{% load static %}import { serve } from "{% static 'incidents/worker.js' %}";
import * as queue from "{% static 'incidents/queue.js' %}";

serve(
  {
    form: "{% url 'incidents:report' slug %}",
    scope: "{% url 'desk:start' slug %}",
    send: "{% url 'incidents:waiting' slug %}",
    files: "{% get_static_prefix %}",
    kommun: "{{ slug }}",
  },
  queue,
);
