"""A small partnership as text."""

PARTNERSHIP = """deal "Partnership"
    currency USD
    period 2020-01-01 through 2035-12-31, monthly
    today 2025-10-29

party lab "Lab Inc.", company
party cloud "Cloud Corp.", company
party rival "Rival LLC", company
party state "State of Somewhere", regulator

body lab_board "Board of Lab" of lab

asset models "Models" of lab
asset models.research "Research" of lab
asset compute "Computing capacity"

event agi "AGI" by lab
    likely 70%, between 2027 and 2040
event consent "Consent" by state
    on 2025-10-28
event delivered "Delivered" by lab

driver revenue in USD per year
    known 2024 4bn

driver worth in USD
    known 2025-10-28 500bn

clause rights "Rights to the models"
    lab grants cloud use of models
    until first of (2031-01-01, agi)

clause only_cloud "Exclusive cloud"
    lab buys compute only from cloud

clause share "Revenue share"
    lab pays cloud undisclosed 15% to 20% of revenue quarterly

clause delivery "Delivery"
    lab must deliver models to cloud by 2025-06-30
        fulfilled when delivered
        cure 30 days

clause board "Control"
    state appoints all seats of lab_board

amendment memo "Memorandum" signed 2025-09-11, non-binding
    change rights
        through 2035-12-31

amendment definitive "Definitive agreement" signed 2025-10-28, binding
    requires consent by 2025-12-31, otherwise no effect
    change rights
        through 2032-12-31
    end only_cloud
    clause refusal "First refusal"
        cloud has first refusal when lab buys compute
            notice 30 days
    clause stakes "Stakes"
        lab issues cloud 27%, state 73%

scenario early
    agi on 2028-01-31
"""

EXPECTATIONS = """
expect
    on 2025-10-29: stake(cloud, lab) = 27%
    on 2025-10-29: stake(cloud, lab) = 26%
    on 2025-10-29: stake(cloud, lab) * worth = 135bn within 1%
    on 2031-06-01: cloud may use models
    on 2031-06-01: cloud may not use models
    on 2031-06-01, known by 2025-09-11: cloud may not use models
    on 2030-06-01, known by 2025-09-11: cloud may use models
    on 2030-06-01, known by 2025-09-11: whether cloud may use models depends on agi
    on 2030-06-01, known by 2025-09-11: whether cloud may use models depends on agi, consent
    on 2030-06-01, known by 2025-09-11, scenario early: cloud may not use models
    on 2030-06-01, known by 2025-09-11, given agi never: cloud may use models
    on 2034-01-01, known by 2025-09-11, status non-binding: cloud may use models
    on 2025-11-15: whether lab may buy compute from rival depends on refusal
    on 2024-01-01: lab may not buy compute from rival and lab may buy compute from cloud
    on 2025-11-01: only_cloud is in force
    on 2025-11-01: not only_cloud is in force
    on 2025-11-01: delivery is violated
    on 2025-11-01, given delivered on 2025-06-01: delivery is fulfilled
    on 2025-10-29: state controls lab_board
    on 2025-10-29: cloud controls lab_board
"""
