namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>
/// People of one household agree on name, address, phone and often e-mail without being one person. Whatever the weights say: who differs in given name and in birth date is
/// not the same; of two children of one home (twins, too) given name and birth date must both agree.
/// </summary>
internal static class HouseholdRule
{
    private const int OfAge = 18;

    /// <summary>What the vector alone tells: another given name and no like birth date.</summary>
    public static bool Excludes(ulong vector)
        => Comparison.Level(vector, FieldKind.GivenName) == 5 && Comparison.Level(vector, FieldKind.BirthDate) is not (1 or 2);

    /// <summary>The score after the rule: far below any threshold for two that cannot be one person, at most <paramref name="doubtful"/> for children whose names differ by a letter.</summary>
    /// <param name="today">The day on which somebody is still a child.</param>
    public static double Apply(double score, LinkRecord a, LinkRecord b, ulong vector, DateOnly today, double impossible, double doubtful)
    {
        if (Excludes(vector))
        {
            return impossible;
        }

        if (score < doubtful || !AreChildrenOfOneHome(a, b, vector, today))
        {
            return score;
        }

        // Brothers and sisters bear different names; the birth date of one child may be written wrongly.
        var birth = Comparison.Level(vector, FieldKind.BirthDate);
        return Comparison.Level(vector, FieldKind.GivenName) switch
        {
            0 or 1 => birth == 5 ? impossible : score,
            2 when SoundAlike(a, b) => birth is 1 or 2 ? score : impossible,
            2 => birth == 1 ? doubtful : impossible,
            _ => impossible,
        };
    }

    private static bool AreChildrenOfOneHome(LinkRecord a, LinkRecord b, ulong vector, DateOnly today)
        => IsChild(a, today) && IsChild(b, today) && Comparison.Level(vector, FieldKind.FamilyName) is 1 or 2
            && (Comparison.Level(vector, FieldKind.Street) is 1 or 2 || Comparison.Level(vector, FieldKind.Phone) == 1 || Comparison.Level(vector, FieldKind.Email) == 1);

    private static bool IsChild(LinkRecord record, DateOnly today) => record[FieldKind.BirthDate] is { Day: > 0 and var day } && day > today.AddYears(-OfAge).DayNumber;

    private static bool SoundAlike(LinkRecord a, LinkRecord b) => a[FieldKind.GivenName] is { } one && b[FieldKind.GivenName] is { } other && one.Phonex == other.Phonex;
}
