//! How the handling of an event ended well.

/// What a handled event has led to. All of these are acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// A contact records the new status.
    StatusChanged,
    /// The status was recorded by an earlier delivery of the same message (behaviour D28).
    StatusChangeDuplicate,
    /// The component is terminated.
    ComponentTerminated,
    /// The component was terminated before; its date has changed.
    ComponentTerminationUpdated,
    /// The component was terminated before, at the same time (behaviour S24).
    ComponentTerminationRepeated,
    /// The completion lies before the component's start; nothing is written (behaviour 3.5 step 2).
    ComponentTerminationRejected,
}

impl Handled {
    /// The name for the log.
    pub fn name(self) -> &'static str {
        match self {
            Handled::StatusChanged => "StatusChanged",
            Handled::StatusChangeDuplicate => "StatusChangeDuplicate",
            Handled::ComponentTerminated => "ComponentTerminated",
            Handled::ComponentTerminationUpdated => "ComponentTerminationUpdated",
            Handled::ComponentTerminationRepeated => "ComponentTerminationRepeated",
            Handled::ComponentTerminationRejected => "ComponentTerminationRejected",
        }
    }

    /// Whether an earlier delivery had the effect (behaviour D28, S24).
    pub fn is_duplicate(self) -> bool {
        match self {
            Handled::StatusChangeDuplicate | Handled::ComponentTerminationRepeated => true,
            Handled::StatusChanged
            | Handled::ComponentTerminated
            | Handled::ComponentTerminationUpdated
            | Handled::ComponentTerminationRejected => false,
        }
    }
}
