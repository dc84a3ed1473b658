namespace Crm.Activities;

/// <summary>The content types of this module.</summary>
public static class ActivityTypes
{
    /// <summary>Something to do.</summary>
    public const string Task = "Task";

    /// <summary>A plan counted back from a moment.</summary>
    public const string Plan = "Plan";

    /// <summary>A note or an idea.</summary>
    public const string Note = "Note";
}
