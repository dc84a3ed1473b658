using Crm.Kernel.Content;

namespace Crm.Contacts.Stages;

/// <summary>
/// How a person went through the stages, oldest change first. It lies in the person's document, so that an undo, a merge and a restore carry it; <see cref="StageChangeIndex"/> is made of it.
/// </summary>
public sealed class LifeCyclePart : ContentPart
{
    /// <summary>The member that holds the changes, as the change log names it among an entry's fields.</summary>
    public const string ChangesPath = $"{nameof(LifeCyclePart)}.{nameof(Changes)}";

    /// <summary>The changes of stage.</summary>
    public List<StageChange> Changes { get; set; } = [];

    /// <summary>When the person came into that stage, UTC; null when it is not known, or when the last change led elsewhere.</summary>
    public DateTime? Since(string stage) => Changes is [.., { } last] && last.To == stage ? last.At : null;

    /// <summary>When the person first came into one of those stages, UTC; null when that never happened or is not known.</summary>
    public DateTime? FirstIn(IReadOnlyCollection<string> stages) => Changes.Find(change => change.At is not null && stages.Contains(change.To))?.At;

    /// <summary>Says that the person has been in the present stage since that day: dates the change that led there, or adds it. False when the change before it is later.</summary>
    /// <param name="day">Taken as noon UTC: the same day in nearly every zone.</param>
    internal bool Date(string stage, DateOnly day)
    {
        var at = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
        var last = Changes.LastOrDefault();
        var before = last?.To == stage ? Changes.ElementAtOrDefault(Changes.Count - 2) : last;
        if (before?.At > at)
        {
            return false;
        }

        if (last?.To == stage)
        {
            last.At = at;
        }
        else
        {
            Changes.Add(new StageChange { From = last?.To ?? "", To = stage, At = at });
        }

        return true;
    }

    /// <summary>The changes of two people who become one: those of whom the stage comes from, after those of the other that were earlier than all of these.</summary>
    internal static LifeCyclePart Merged(LifeCyclePart chosen, LifeCyclePart other)
    {
        var begin = chosen.Changes.FirstOrDefault()?.At;
        var earlier = begin is null ? [] : other.Changes.TakeWhile(change => change.At < begin).ToList();
        if (earlier is not [.., { } last])
        {
            return chosen;
        }

        // Who was in that stage already has not moved.
        var first = chosen.Changes[0];
        return new LifeCyclePart { Changes = [.. earlier, .. last.To == first.To ? (StageChange[])[] : [first.CameFrom(last.To)], .. chosen.Changes.Skip(1)] };
    }
}

/// <summary>A change of a person's stage.</summary>
public sealed class StageChange
{
    /// <summary>The key of the stage before; blank for none.</summary>
    public string From { get; set; } = "";

    /// <summary>The key of the stage after; blank for none.</summary>
    public string To { get; set; } = "";

    /// <summary>When, UTC; null for a change that was made before changes were dated.</summary>
    public DateTime? At { get; set; }

    /// <summary>Who did it, as shown.</summary>
    public string By { get; set; } = "";

    /// <summary>What caused it, as history names it: "Imported", "BulkChanged", "Merged" …; blank for somebody's edit.</summary>
    public string Cause { get; set; } = "";

    /// <summary>The version of the person that the change was stored with.</summary>
    public long Version { get; set; }

    internal StageChange CameFrom(string stage) => new() { From = stage, To = To, At = At, By = By, Cause = Cause, Version = Version };
}
