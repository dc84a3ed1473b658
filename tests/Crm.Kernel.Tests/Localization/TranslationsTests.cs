using System.Globalization;
using Crm.Kernel.Localization;

namespace Crm.Kernel.Tests.Localization;

public class TranslationsTests
{
    private readonly Dictionary<string, PoEntry[]> _ofTenant = new()
    {
        ["fr"] =
        [
            new(null, "Open", null, ["Ouvrir"], 1),
            new("Crm.Sales.Orders", "Open", null, ["En cours"], 2),
            new(null, "1 deal", "{0} deals", ["{0} affaire", "{0} affaires"], 3),
        ],
        ["fr-CA"] = [new(null, "E-mail", null, ["Courriel"], 1)],
    };

    private PoLocalizer Localizer(string context = "Crm.Any")
        => new(new Translations([], culture => _ofTenant.TryGetValue(culture, out var entries) ? new PoCatalog(entries) : null), null, context);

    private static T In<T>(string culture, Func<T> work)
    {
        var (old, oldUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return work();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (old, oldUi);
        }
    }

    [Fact]
    public void The_entry_with_the_context_wins_over_the_one_without()
    {
        Assert.Equal("En cours", In("fr", () => Localizer("Crm.Sales.Orders")["Open"].Value));
        Assert.Equal("Ouvrir", In("fr", () => Localizer("Crm.Sales.Cases")["Open"].Value));
    }

    [Fact]
    public void A_region_falls_back_to_its_language_and_then_to_the_text_itself()
    {
        Assert.Equal("Enregistrer", In("fr-CA", () => Localizer()["Save"].Value));
        Assert.Equal("Ouvrir", In("fr-CA", () => Localizer()["Open"].Value));
        var lost = In("fr-CA", () => Localizer()["Nowhere {0}", 7]);
        Assert.Equal(("Nowhere 7", true), (lost.Value, lost.ResourceNotFound));
    }

    [Theory]
    [InlineData("fr", 0, "0 affaire")]
    [InlineData("fr", 2, "2 affaires")]
    [InlineData("en", 0, "0 deals")]
    [InlineData("en", 1, "1 deal")]
    public void Plurals_follow_the_language_of_the_text_found(string culture, int count, string expected)
        => Assert.Equal(expected, In(culture, () => Localizer().Plural(count, "1 deal", "{0} deals", []).Value));

    [Fact]
    public void The_kernels_own_words_are_found_by_every_module()
        => Assert.Equal("Enregistrer", In("fr", () => Localizer()["Save"].Value));

    [Fact]
    public void The_pseudo_locale_wraps_what_went_through_a_localizer()
        => Assert.Equal("«Saved 3 rows»", In(Translations.PseudoLocale, () => Localizer()["Saved {0} rows", 3].Value));
}
