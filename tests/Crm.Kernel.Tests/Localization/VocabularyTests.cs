using Crm.Kernel.Localization.Vocabulary;

namespace Crm.Kernel.Tests.Localization;

/// <summary>A tenant's words in the product's texts.</summary>
public class VocabularyTests
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

    [Theory]
    [InlineData("famille", true)]
    [InlineData("foyer d’accueil", true)]
    [InlineData("<b>x</b>", false)]
    [InlineData("{0}", false)]
    [InlineData(" x", false)]
    [InlineData("", false)]
    public void Only_words_get_into_texts(string word, bool isWord) => Assert.Equal(isWord, TenantVocabulary.IsWord(word));
}
