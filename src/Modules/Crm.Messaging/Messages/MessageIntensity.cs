namespace Crm.Messaging.Messages;

/// <summary>How much a message says of what somebody feels, from little to much: between two that say much, time lies (<see cref="Restraint.IntensityGap"/>).</summary>
public enum MessageIntensity
{
    /// <summary>It is about something else.</summary>
    None,

    /// <summary>A sign of life: we think of you.</summary>
    Light,

    /// <summary>Warm words: thanks, a wish, praise.</summary>
    Warm,

    /// <summary>A declaration, which is heard once.</summary>
    Strong,
}
