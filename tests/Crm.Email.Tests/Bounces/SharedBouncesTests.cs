using System.Globalization;
using Crm.Email.Bounces;
using Crm.Testing;

namespace Crm.Email.Tests.Bounces;

/// <summary>160 messages that servers sent, whose meaning is known.</summary>
public sealed class SharedBouncesTests
{
    private static readonly List<(string File, BounceReason Reason, bool Hard, string Feedback, ReportedRecipient? Found)> s_rows = Rows();

    [Fact]
    public void Whether_an_address_is_to_be_given_up_is_right_for_98_percent()
        => Assert.True(s_rows.Count(row => row.Found?.Hard == row.Hard) >= 0.98 * s_rows.Count, Wrong(row => row.Found?.Hard != row.Hard));

    [Fact]
    public void The_class_is_right_for_95_percent()
        => Assert.True(s_rows.Count(row => row.Found?.Class == row.Reason.Class()) >= 0.95 * s_rows.Count, Wrong(row => row.Found?.Class != row.Reason.Class()));

    [Fact]
    public void No_address_is_given_up_for_another_reason() => Assert.Equal("", Wrong(row => row is { Hard: false, Found.Hard: true }));

    [Fact]
    public void Each_complaint_and_each_answer_of_a_program_is_seen()
        => Assert.Equal("", Wrong(row => row.Reason is BounceReason.Feedback or BounceReason.Vacation && (row.Found?.Reason != row.Reason || row.Found.Feedback != row.Feedback)));

    private static string Wrong(Func<(string File, BounceReason Reason, bool Hard, string Feedback, ReportedRecipient? Found), bool> wrong)
        => string.Join('\n', s_rows.Where(wrong).Select(row => $"{row.File}: {row.Reason}, found {row.Found?.Reason}"));

    private static List<(string, BounceReason, bool, string, ReportedRecipient?)> Rows()
    {
        var rows = File.ReadAllLines(SharedData.Find("bounces/expected.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var found = rows.Select(row => row[0]).Distinct().ToDictionary(file => file, file => MailboxFile.Read(File.ReadAllBytes(SharedData.Find($"bounces/eml/{file}"))).SelectMany(mail => mail.Recipients).ToList());
        return [.. rows.Select(row => (row[0], Enum.Parse<BounceReason>(row[4], true), bool.Parse(row[5]), row[6], found[row[0]].ElementAtOrDefault(int.Parse(row[1], CultureInfo.InvariantCulture) - 1)))];
    }
}
