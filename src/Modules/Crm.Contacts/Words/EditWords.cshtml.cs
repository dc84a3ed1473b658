using System.Globalization;
using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Localization.Vocabulary;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Words;

/// <summary>The tenant's own words for people, households and organisations, in each language of the site that the product's texts know.</summary>
[Right(ContactsPermissions.ManageVocabulary)]
internal sealed class EditWords(ISiteService sites, TenantVocabulary vocabulary, IStringLocalizer<EditWords> s) : PageModel
{
    private const string Feminine = "feminine";

    [BindProperty]
    public WordsForm Input { get; set; } = new();

    public IEnumerable<SelectListItem> Genders => [new(s["masculine"], "masculine"), new(s["feminine"], Feminine)];

    public async Task OnGetAsync()
    {
        var site = await sites.GetSiteSettingsAsync();
        var settings = site.As<VocabularySettings>();
        Input.Words = [.. Offered(site).Select(one =>
        {
            var chosen = settings.Terms.GetValueOrDefault(one.Term)?.GetValueOrDefault(one.Language);
            return new WordForm { Term = one.Term, Language = one.Language, Singular = chosen?.Singular, Plural = chosen?.Plural, Gender = chosen?.Gender ?? (Usual(one.Term, one.Language).IsFeminine ? Feminine : "masculine") };
        })];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var site = await sites.LoadSiteSettingsAsync();
        var offered = Offered(site).ToList();
        Input.Words.RemoveAll(word => !offered.Contains((word.Term, word.Language)));
        for (var i = 0; i < Input.Words.Count; i++)
        {
            var word = Input.Words[i];
            Check($"Input.Words[{i}].Singular", word.Singular, word.Plural);
            Check($"Input.Words[{i}].Plural", word.Plural, word.Singular);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var settings = site.As<VocabularySettings>();
        foreach (var word in Input.Words)
        {
            var chosen = settings.Terms.TryGetValue(word.Term, out var languages) ? languages : settings.Terms[word.Term] = [];
            chosen.Remove(word.Language);
            if (!string.IsNullOrWhiteSpace(word.Singular))
            {
                chosen[word.Language] = new TermChoice { Singular = word.Singular.Trim(), Plural = word.Plural!.Trim(), Gender = word.Gender == Feminine ? Feminine : "masculine" };
            }
        }

        site.Put(settings);
        await sites.UpdateSiteSettingsAsync(site);
        this.Toast(s["Saved."]);
        return RedirectToPage();
    }

    /// <summary>"foyer – français".</summary>
    public string Caption(WordForm word) => s["{0} – {1}", Usual(word).Singular, CultureInfo.GetCultureInfo(word.Language).NativeName];

    /// <summary>The product's words.</summary>
    public TermWords Usual(WordForm word) => Usual(word.Term, word.Language);

    private TermWords Usual(string term, string language) => vocabulary.Terms.First(one => one.Id == term).Words[language];

    private IEnumerable<(string Term, string Language)> Offered(SiteSettings site)
    {
        var languages = SiteLanguages.Of(site).Select(culture => culture.TwoLetterISOLanguageName).Distinct().ToList();
        return vocabulary.Terms.SelectMany(term => languages.Where(term.Words.ContainsKey).Select(language => (term.Id, language)));
    }

    private void Check(string field, string? word, string? beside)
    {
        if (string.IsNullOrWhiteSpace(word))
        {
            if (!string.IsNullOrWhiteSpace(beside))
            {
                ModelState.AddModelError(field, s["Write both, one and several."]);
            }
        }
        else if (!TenantVocabulary.IsWord(word.Trim()))
        {
            ModelState.AddModelError(field, s["Write a word of at most {0} letters, without signs.", TenantVocabulary.LongestWord]);
        }
    }
}

/// <summary>What the page asks for.</summary>
internal sealed class WordsForm
{
    public List<WordForm> Words { get; set; } = [];
}

/// <summary>A term's words in a language; blank for the usual ones.</summary>
internal sealed class WordForm
{
    public string Term { get; set; } = "";

    public string Language { get; set; } = "";

    public string? Singular { get; set; }

    public string? Plural { get; set; }

    public string? Gender { get; set; }
}
