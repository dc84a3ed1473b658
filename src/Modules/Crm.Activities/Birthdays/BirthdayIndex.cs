using System.Globalization;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Activities.Birthdays;

/// <summary>The birthday of a person who lives, by the day of the year.</summary>
public sealed class BirthdayIndex : MapIndex
{
    /// <summary>Month and day, <c>MM-dd</c>.</summary>
    public string MonthDay { get; set; } = "";

    /// <summary>The year of birth.</summary>
    public int Year { get; set; }

    /// <summary>The person's content item.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>User id of who owns the person's record.</summary>
    public string Owner { get; set; } = "";
}

/// <summary>Writes the birthdays of people.</summary>
internal sealed class BirthdayIndexes : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context)
        => context.For<BirthdayIndex>().When(item => item.ContentType == ContactTypes.Person && item.Latest).Map(item => item.As<PersonPart>() is { BirthDate: { } birth, DiedOn: null } ? new BirthdayIndex
        {
            MonthDay = birth.ToString("MM-dd", CultureInfo.InvariantCulture), Year = birth.Year, PersonId = item.ContentItemId, Owner = item.Owner ?? "",
        }
        : null);
}
