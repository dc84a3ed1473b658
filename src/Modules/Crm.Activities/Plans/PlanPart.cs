using System.Text.Json.Serialization;
using Crm.Kernel.Content;

namespace Crm.Activities.Plans;

/// <summary>A plan counted back from a moment. Its name is the item's title.</summary>
public sealed class PlanPart : ContentPart
{
    /// <summary>The moment it counts back from, by the wall clock of <see cref="Zone"/>.</summary>
    public DateTime Target { get; set; }

    /// <summary>IANA name of the time zone; blank for the site's.</summary>
    public string Zone { get; set; } = "";

    /// <summary>What it is for, in a sentence.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>Days off on which is worked all the same.</summary>
    public List<DateOnly> Openings { get; set; } = [];

    /// <summary>Its steps, in the order they were written.</summary>
    public List<PlanStep> Steps { get; set; } = [];

    /// <summary>Id of the plan of the season before; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Before { get; set; }
}

/// <summary>A step of a plan: it ends some days before or after the target, or right before the steps that wait for it.</summary>
public sealed class PlanStep
{
    /// <summary>Its name in addresses, unique within the plan.</summary>
    public string Key { get; set; } = "";

    /// <summary>What is to be done, in a line.</summary>
    public string Name { get; set; } = "";

    /// <summary>Days from the target on which it ends: −37 for D−37, 2 for D+2. Null when it ends right before the steps that wait for it, or on the target.</summary>
    public int? Days { get; set; }

    /// <summary>Whether days are working days: those off are neither counted nor worked on.</summary>
    public bool OnWorkingDays { get; set; }

    /// <summary>How many days it takes, its last one included.</summary>
    public int Length { get; set; } = 1;

    /// <summary>Keys of the steps that must have ended before it begins.</summary>
    public List<string> After { get; set; } = [];

    /// <summary>Whether it reaches people: then it is not done on days of silence.</summary>
    public bool ReachesPeople { get; set; }

    /// <summary>The day it ends on whatever becomes of the target; null while it moves along.</summary>
    public DateOnly? LockedOn { get; set; }

    /// <summary>The day it was done; null while it is not.</summary>
    public DateOnly? DoneOn { get; set; }

    /// <summary>User id of who does it; blank for nobody yet.</summary>
    public string Owner { get; set; } = "";

    /// <summary>What is noted of it.</summary>
    public string Notes { get; set; } = "";

    /// <summary>What was noted of it a season before.</summary>
    public string LastNotes { get; set; } = "";
}
