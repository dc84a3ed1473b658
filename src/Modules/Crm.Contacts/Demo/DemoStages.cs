using Crm.Contacts.Stages;

namespace Crm.Contacts.Demo;

/// <summary>How a person of the demo came to their stage: prospects become clients, and some clients go quiet.</summary>
internal static class DemoStages
{
    private static readonly string[] s_way = ["prospect", "client", "dormant"];

    /// <summary>The way to that stage, in days before the as-of date; a prospect waits since up to 13 months.</summary>
    public static LifeCyclePart To(string stage, DateOnly asOf, Dice dice)
    {
        var part = new LifeCyclePart();
        var steps = Array.IndexOf(s_way, stage) + 1;
        var day = asOf.AddDays(-dice.Next(400));
        for (var i = steps - 1; i >= 0; i--)
        {
            part.Changes.Insert(0, new StageChange
            {
                From = i == 0 ? "" : s_way[i - 1], To = s_way[i], At = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc), By = "demo", Cause = "DemoLoaded", Version = 1,
            });
            day = day.AddDays(-(20 + dice.Next(i == 1 ? 120 : 700)));
        }

        return part;
    }
}
