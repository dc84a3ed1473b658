namespace Crm.Bench.Segments;

/// <summary>A condition tree, and the same question in SQL as somebody would write it by hand.</summary>
/// <param name="Narrow">Whether its narrowest indexed condition keeps few rows, so that a page of the list by it must be quick.</param>
internal sealed record SegmentCase(string Name, string Of, string Sql, bool Narrow = false)
{
    public string Json => $$"""{"version":1,"match":"all","of":[{{Of}}]}""";
}

/// <summary>What is asked, at a day.</summary>
internal static class SegmentCases
{
    private const string Client = """{"rule":"person.stage","operator":"is","values":{"value":"client"}}""";

    public static IReadOnlyList<SegmentCase> At(DateOnly today, TimeZoneInfo zone)
    {
        var (key, born6, half) = ((today.Year * 10_000) + (today.Month * 100) + today.Day, today.AddYears(-6).AddDays(1), today.AddMonths(-6));
        var moment = TimeZoneInfo.ConvertTimeToUtc(half.ToDateTime(TimeOnly.MinValue), zone);
        var (from, to) = (today, today.AddDays(14));
        var span = from.Month > to.Month ? $"(BirthKey % 10000 >= {MonthDay(from)} OR BirthKey % 10000 <= {MonthDay(to)})" : $"BirthKey % 10000 BETWEEN {MonthDay(from)} AND {MonthDay(to)}";
        var child = $"""
            DocumentId IN (SELECT own.DocumentId FROM MembershipIndex child JOIN MembershipIndex own ON own.HouseholdId = child.HouseholdId AND own.DocumentId <> child.DocumentId
              WHERE child.Role IN ('child', 'pupil') AND child.BirthDate >= '{born6:yyyy-MM-dd}' AND child.BirthDate <= '{today:yyyy-MM-dd}' AND (child.DiedOn IS NULL OR child.DiedOn > '{today:yyyy-MM-dd}')
                AND {Now("child", today)} AND {Now("own", today)})
            """;
        var heard = $"ContentItemId IN (SELECT PersonId FROM TimelineIndex WHERE PersonId IS NOT NULL AND SourceType = 'Interaction' AND ((IsDate = 1 AND At >= '{half:yyyy-MM-dd} 00:00:00.000') OR (IsDate = 0 AND At >= '{moment:yyyy-MM-dd HH:mm:ss.fff}')))";
        return
        [
            new("client of one town", Client + """,{"rule":"person.town","operator":"is","values":{"value":"Libourne"}}""", "Stage = 'client' AND CityKey = 'libourne'", Narrow: true),
            new("one town or another, with e-mail", """{"match":"any","of":[{"rule":"person.town","operator":"is","values":{"value":"Libourne"}},{"rule":"person.town","operator":"is","values":{"value":"Metz"}}]},{"rule":"person.email","operator":"known"}""",
                "CityKey IN ('libourne', 'metz') AND Email IS NOT NULL", Narrow: true),
            new("client or under 6", """{"match":"any","of":[""" + Client + ""","""+"""{"rule":"person.age","operator":"under","values":{"to":6}}]}""", $"(Stage = 'client' OR BirthKey BETWEEN {key - 60_000 + 1} AND {key})"),
            new("birthday in 14 days", """{"rule":"person.birthday","operator":"next","values":{"count":14}}""", $"BirthKey > 0 AND {span}"),
            new("lives with a child under 6", """{"rule":"household.child","operator":"under","values":{"to":6}}""", child),
            new("client who lives with a child under 6 and has no e-mail", Client + ""","""+ """{"rule":"household.child","operator":"under","values":{"to":6}},{"rule":"person.email","operator":"known","not":true}""", $"Stage = 'client' AND Email IS NULL AND {child}"),
            new("client not heard of for 6 months", Client + """,{"rule":"timeline.contact","operator":"last","not":true,"values":{"kind":"any","count":6,"unit":"months"}}""", $"Stage = 'client' AND NOT {heard}"),
            new("household of at least 4", """{"rule":"household.size","operator":"least","values":{"from":4}}""",
                $"DocumentId IN (SELECT own.DocumentId FROM MembershipIndex own WHERE {Now("own", today)} AND own.HouseholdId IN (SELECT m.HouseholdId FROM MembershipIndex m WHERE {Now("m", today)} AND (m.DiedOn IS NULL OR m.DiedOn > '{today:yyyy-MM-dd}') GROUP BY m.HouseholdId HAVING count(*) >= 4))"),
        ];
    }

    private static int MonthDay(DateOnly day) => (day.Month * 100) + day.Day;

    private static string Now(string table, DateOnly today) => $"""({table}."From" IS NULL OR {table}."From" <= '{today:yyyy-MM-dd}') AND ({table}."To" IS NULL OR {table}."To" >= '{today:yyyy-MM-dd}')""";
}
