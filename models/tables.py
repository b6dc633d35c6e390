"""Every table in one place, for the migrations and for those who create a database at once."""

import models.account
import models.allowance
import models.announcement
import models.announcement_change
import models.attendance
import models.audit
import models.certificate
import models.certificate_check
import models.check_in
import models.class_question
import models.commune
import models.course
import models.course_change
import models.course_test
import models.data_case
import models.dialogue
import models.document
import models.effect
import models.handled_update
import models.held_update
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
import models.result
import models.roll_code
import models.roll_sheet
import models.roster_columns
import models.saved
import models.search_miss
import models.substitution
import models.survey
import models.teaching
import models.term
import models.topics
from models.base import Base

metadata = Base.metadata
