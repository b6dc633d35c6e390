"""Every table in one place, for the migrations and for those who create a database at once."""

import models.account
import models.announcement
import models.announcement_change
import models.attendance
import models.audit
import models.certificate
import models.certificate_check
import models.commune
import models.course
import models.dialogue
import models.document
import models.handled_update
import models.holiday
import models.institution
import models.invite
import models.link_request
import models.notice
import models.official
import models.own_hours
import models.policy
import models.post
import models.programme
import models.proof
import models.quota
import models.receipt
import models.registration
import models.roster_columns
import models.saved
import models.search_miss
import models.substitution
import models.term
import models.topics
from models.base import Base

metadata = Base.metadata
