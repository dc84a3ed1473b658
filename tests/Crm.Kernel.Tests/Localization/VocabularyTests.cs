using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Kernel.Localization;
using Crm.Kernel.Localization.Vocabulary;
using Crm.Kernel.Settings;

namespace Crm.Kernel.Tests.Localization;

/// <summary>A tenant's words in the product's texts.</summary>
public partial class VocabularyTests
{
    private static readonly TermWords Home = new("foyer", "foyers"), Family = new("famille", "familles", true), Firm = new("entreprise", "entreprises", true), Person = new("personne", "personnes", true), Member = new("membre", "membres"), Dweller = new("habitant", "habitants");

    [Theory]
    [InlineData("Un foyer, c’est un domicile.", "Une famille, c’est un domicile.", "Une entreprise, c’est un domicile.")]
    [InlineData("Comment s’adresser à tout le foyer.", "Comment s’adresser à toute la famille.", "Comment s’adresser à toute l’entreprise.")]
    [InlineData("Dans aucun foyer.", "Dans aucune famille.", "Dans aucune entreprise.")]
    [InlineData("à l’adresse du foyer.", "à l’adresse de la famille.", "à l’adresse de l’entreprise.")]
    [InlineData("Nouveau foyer", "Nouvelle famille", "Nouvelle entreprise")]
    [InlineData("Ajouter le premier foyer", "Ajouter la première famille", "Ajouter la première entreprise")]
    [InlineData("Voir tous les foyers", "Voir toutes les familles", "Voir toutes les entreprises")]
    [InlineData("Pas de foyers au foyer", "Pas de familles à la famille", "Pas d’entreprises à l’entreprise")]
    [InlineData("Foyers", "Familles", "Entreprises")]
    [InlineData("{0} foyer supprimé, {1} foyers supprimés", "{0} famille supprimée, {1} familles supprimées", "{0} entreprise supprimée, {1} entreprises supprimées")]
    [InlineData("affoyer, foyerx", "affoyer, foyerx", "affoyer, foyerx")]
    public void French_articles_take_the_gender_of_the_word(string text, string family, string firm)
    {
        Assert.Equal(family, FrenchNoun.Replace(text, Home, Family));
        Assert.Equal(firm, FrenchNoun.Replace(text, Home, Firm));
    }

    [Theory]
    [InlineData("La personne de cette personne", "Le membre de ce membre", "L’habitant de cet habitant")]
    [InlineData("Nouvelle personne", "Nouveau membre", "Nouvel habitant")]
    [InlineData("{0:N0} personnes choisies, une personne cachée", "{0:N0} membres choisies, un membre caché", "{0:N0} habitants choisies, un habitant caché")]
    public void A_feminine_word_gives_way_to_a_masculine_one(string text, string member, string dweller)
    {
        Assert.Equal(member, FrenchNoun.Replace(text, Person, Member));
        Assert.Equal(dweller, FrenchNoun.Replace(text, Person, Dweller));
    }

    [Theory]
    [InlineData("Add a household", "Add an estate")]
    [InlineData("Households", "Estates")]
    [InlineData("A household of two households", "An estate of two estates")]
    public void The_English_article_heeds_the_sound(string text, string expected)
        => Assert.Equal(expected, PlainNoun.Replace(text, new TermWords("household", "households"), new TermWords("estate", "estates"), isEnglish: true));

    [Fact]
    public void Every_French_text_of_the_product_agrees_with_a_word_of_the_other_gender()
    {
        var root = Crm.Testing.TestHost.Repository;
        var faults = new List<string>();
        var said = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "src"), "fr.po", SearchOption.AllDirectories).Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(file);
            foreach (var (entry, text) in PoFile.Read(reader).SelectMany(entry => entry.Translations.Select(text => (entry, text))))
            {
                var other = Renamed.Say(entry.Id, text, "fr");
                said += other == text ? 0 : 1;
                if (Disagreeing().IsMatch(other))
                {
                    faults.Add($"{entry.Id} → {other}");
                }
            }
        }

        Assert.True(said > 80, $"only {said} texts changed");
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Nobody_is_not_a_person()
    {
        Assert.Equal("Personne ne s’y trouve.", Renamed.Say("Nobody is in it.", "Personne ne s’y trouve.", "fr"));
        Assert.Equal("Nouveau membre", Renamed.Say("New person", "Nouvelle personne", "fr"));
        Assert.Equal("New member", Renamed.Say("New person", "New person", "en"));
    }

    private static TenantVocabulary Renamed
    {
        get
        {
            var vocabulary = new TenantVocabulary(
            [
                new VocabularyTerm("person", new Dictionary<string, TermWords> { ["en"] = new("person", "people"), ["fr"] = Person }),
                new VocabularyTerm("household", new Dictionary<string, TermWords> { ["en"] = new("household", "households"), ["fr"] = Home }),
                new VocabularyTerm("organisation", new Dictionary<string, TermWords> { ["en"] = new("organisation", "organisations"), ["fr"] = new("organisation", "organisations", true) }),
            ]);
            var site = new SiteSettings();
            site.Properties[nameof(VocabularySettings)] = JsonNode.Parse("""
                { "Terms": { "person": { "fr": { "Singular": "membre", "Plural": "membres" }, "en": { "Singular": "member", "Plural": "members" } },
                  "household": { "fr": { "Singular": "famille", "Plural": "familles", "Gender": "feminine" } }, "organisation": { "fr": { "Singular": "club", "Plural": "clubs" } } } }
                """);
            vocabulary.Follow(site);
            return vocabulary;
        }
    }

    [GeneratedRegex(@"(?<![\p{L}])(?:(?:la|une|cette|aucune|toute|toutes|toutes les|quelle|nouvelle|première|dernière|seule|de l’|l’|d’) ?(?:membres?|clubs?)|(?:le|un|ce|du|au|aucun|tout|tous les|nouveau|premier) familles?|(?:membres?|clubs?) [\p{L}]+ées?)(?![\p{L}])", RegexOptions.IgnoreCase)]
    private static partial Regex Disagreeing();

    [Theory]
    [InlineData("famille", true)]
    [InlineData("foyer d’accueil", true)]
    [InlineData("<b>x</b>", false)]
    [InlineData("{0}", false)]
    [InlineData(" x", false)]
    [InlineData("", false)]
    public void Only_words_get_into_texts(string word, bool isWord) => Assert.Equal(isWord, TenantVocabulary.IsWord(word));
}
