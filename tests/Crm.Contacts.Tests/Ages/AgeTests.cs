using Crm.Contacts.Ages;

namespace Crm.Contacts.Tests.Ages;

public sealed class AgeTests
{
    [Theory]
    [InlineData("2021-12-12", "2026-12-11", 4, "2026-12-12")]
    [InlineData("2021-12-12", "2026-12-12", 5, "2027-12-12")]
    [InlineData("2021-12-12", "2026-12-13", 5, "2027-12-12")]
    [InlineData("2020-02-29", "2026-02-28", 5, "2026-03-01")]
    [InlineData("2020-02-29", "2026-03-01", 6, "2027-03-01")]
    [InlineData("2020-02-29", "2024-02-28", 3, "2024-02-29")]
    [InlineData("2020-02-29", "2024-02-29", 4, "2025-03-01")]
    [InlineData("2026-11-23", "2026-11-23", 0, "2027-11-23")]
    public void The_age_grows_on_the_birthday_itself(string birth, string day, int years, string next)
    {
        var age = Age.On(DateOnly.Parse(day), DateOnly.Parse(birth));
        Assert.Equal(years, age!.Value.Years);
        Assert.Equal(DateOnly.Parse(next), age.Value.NextBirthday);
    }

    [Theory]
    [InlineData("2026-03-31", "2026-04-30", 0)]
    [InlineData("2026-03-30", "2026-04-30", 1)]
    [InlineData("2025-04-30", "2026-04-29", 11)]
    public void Babies_count_in_full_months(string birth, string day, int months)
        => Assert.Equal(months, Age.On(DateOnly.Parse(day), DateOnly.Parse(birth))!.Value.Months);

    [Fact]
    public void Who_is_not_born_has_no_age() => Assert.Null(Age.On(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)));

    [Fact]
    public void Every_day_of_a_life_agrees_with_counting_birthdays()
    {
        var birth = new DateOnly(2000, 2, 29);
        for (var day = birth; day.Year < 2030; day = day.AddDays(1))
        {
            var birthdays = Enumerable.Range(2001, day.Year - 2000).Count(year => Age.Birthday(birth, year) <= day);
            Assert.Equal(birthdays, Age.On(day, birth)!.Value.Years);
        }
    }
}
