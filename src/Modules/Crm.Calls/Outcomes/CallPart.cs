using Crm.Kernel.Content;

namespace Crm.Calls.Outcomes;

/// <summary>What came of ringing somebody. Codes that are stored: never renamed.</summary>
internal static class CallOutcomes
{
    /// <summary>Somebody spoke with them: a response.</summary>
    public const string Reached = "reached";

    /// <summary>Not this time: it is tried again on the next working day, some times.</summary>
    public const string NotReached = "not-reached";

    /// <summary>The number is not theirs: it is rung no more.</summary>
    public const string WrongNumber = "wrong-number";

    /// <summary>They want no calls: the number is rung no more.</summary>
    public const string Unwanted = "unwanted";

    public static readonly IReadOnlyList<string> All = [Reached, NotReached, WrongNumber, Unwanted];
}

/// <summary>Stands on a task that is a call: what it comes of, and what came of it. The message in the ledger bears the task's id.</summary>
internal sealed class CallPart : ContentPart
{
    /// <summary>How often a call is moved because nobody answered.</summary>
    public const int MostMoves = 3;

    /// <summary>The message's action.</summary>
    public string Action { get; set; } = "";

    /// <summary>The message's topic; blank for none.</summary>
    public string Topic { get; set; } = "";

    /// <summary>What came of it each time, the last at the end.</summary>
    public List<CallTry> Tries { get; set; } = [];

    /// <summary>How often it was moved.</summary>
    internal int Moves => Tries.Count(one => one.Outcome == CallOutcomes.NotReached);

    /// <summary>Whether what came of it ends the call.</summary>
    internal bool IsSettled => Tries is [.., var last] && (last.Outcome != CallOutcomes.NotReached || Moves > MostMoves);
}

/// <summary>What came of ringing once, with what taking it back needs.</summary>
/// <param name="Outcome">One of <see cref="CallOutcomes"/>.</param>
/// <param name="By">User id of who rang.</param>
/// <param name="ContactId">The contact that it left on the timeline; blank for none.</param>
/// <param name="IsNews">Whether the ledger did not know it before.</param>
/// <param name="DayBefore">The day on which the call was due.</param>
/// <param name="WasDone">Whether somebody had ticked the task off already.</param>
internal sealed record CallTry(DateTime Utc, string Outcome, string By, string ContactId, bool IsNews, DateOnly? DayBefore, bool WasDone);
