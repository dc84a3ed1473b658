using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Kernel.Display.Themes;
using Crm.Kernel.Localization;
using Crm.Kernel.Modules;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Setup;

/// <summary>The first page of a tenant that is not set up.</summary>
[Feature("Crm.Setup"), Centered, Open("A site that is not set up has no accounts yet; a tenant made by another asks for its secret")]
public sealed class SetUpSite(
    ShellSettings settings, IShellHost shells, ISetupService setup, IRecipeHarvester recipes, IExtensionManager extensions, FeatureTexts texts, IStringLocalizer<SetUpSite> S) : PageModel
{
    /// <summary>What was written.</summary>
    [BindProperty]
    public SetupForm Input { get; set; } = new();

    /// <summary>The secret of a tenant that another one made, as its link carries it.</summary>
    [FromQuery(Name = "token")]
    public string? Token { get; set; }

    /// <summary>The recipes to start from.</summary>
    public IReadOnlyList<RecipeCard> Recipes { get; private set; } = [];

    /// <summary>The languages shipped.</summary>
    public IEnumerable<SelectListItem> Languages => SiteLanguages.Shipped.Select(culture => new SelectListItem(culture.TextInfo.ToTitleCase(culture.NativeName), culture.Name));

    /// <summary>The time zones of the host.</summary>
    public IEnumerable<SelectListItem> TimeZones => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal) || id == "UTC").Order(StringComparer.Ordinal).Select(id => new SelectListItem(id.Replace('_', ' '), id));

    /// <summary>The databases.</summary>
    public IEnumerable<SelectListItem> Databases => [new(S["SQLite: one file"], "Sqlite"), new(S["PostgreSQL: a server"], "Postgres")];

    /// <summary>Whether the host's configuration has chosen the database already.</summary>
    public bool DatabaseIsGiven => settings["ConnectionString"] is { Length: > 0 };

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!HoldsSecret())
        {
            return NotFound();
        }

        await ReadRecipesAsync(cancellationToken);
        Input = new SetupForm { Culture = CultureInfo.CurrentUICulture.Name, RecipeName = settings["RecipeName"] is { Length: > 0 } preset ? preset : Recipes.Select(recipe => recipe.Name).FirstOrDefault() ?? "" };
        return Page();
    }

    /// <summary>Sets the site up: the script is told each step on the way, a plain form waits for the end.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!HoldsSecret())
        {
            return NotFound();
        }

        if (Request.Headers.Accept.ToString().Contains(SetupProgressResult.MediaType, StringComparison.Ordinal))
        {
            return new SetupProgressResult(ModelState.IsValid ? RunAsync : null, Url.Content("~/login?returnUrl=") + Uri.EscapeDataString(Url.Content("~/admin")), ModelState);
        }

        if (ModelState.IsValid)
        {
            var result = await RunAsync(null, cancellationToken);
            if (result.Succeeded)
            {
                return LocalRedirect("~/login?returnUrl=" + Uri.EscapeDataString(Url.Content("~/admin")));
            }

            foreach (var (field, sentence) in result.Errors)
            {
                ModelState.AddModelError(SetupForm.Has(field) ? $"{nameof(Input)}.{field}" : "", sentence);
            }
        }

        await ReadRecipesAsync(cancellationToken);
        return Page();
    }

    private Task<SetupResult> RunAsync(IProgress<SetupProgress>? progress, CancellationToken cancellationToken) => setup.SetupAsync(
        new SetupContext
        {
            Settings = shells.TryGetSettings(settings.Name) ?? settings,
            SiteName = Input.SiteName.Trim(),
            AdminUsername = Input.AdminEmail.Trim(),
            AdminEmail = Input.AdminEmail.Trim(),
            AdminPassword = Input.AdminPassword,
            SiteTimeZone = Input.SiteTimeZone,
            Culture = Input.Culture,
            DatabaseProvider = DatabaseIsGiven ? null : Input.DatabaseProvider,
            ConnectionString = DatabaseIsGiven || Input.DatabaseProvider != "Postgres" ? null : Input.ConnectionString,
            RecipeName = Input.RecipeName,
            Progress = progress,
        },
        cancellationToken);

    private async Task ReadRecipesAsync(CancellationToken cancellationToken) => Recipes = await RecipeCard.ListAsync(recipes, extensions, texts, cancellationToken);

    private bool HoldsSecret() => settings["Secret"] is not { Length: > 0 } secret
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Token ?? ""));
}

/// <summary>What the setup page asks for.</summary>
public sealed class SetupForm : IValidatableObject
{
    /// <summary>The name of the site.</summary>
    [StringLength(100, ErrorMessage = "This is too long: 100 characters at most.")]
    public string SiteName { get; set; } = "";

    /// <summary>The recipe to start from.</summary>
    public string RecipeName { get; set; } = "";

    /// <summary>"Sqlite" or "Postgres".</summary>
    public string DatabaseProvider { get; set; } = "Sqlite";

    /// <summary>The PostgreSQL connection string.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The administrator's address, which is the sign-in name too.</summary>
    [DataType(DataType.EmailAddress)]
    public string AdminEmail { get; set; } = "";

    /// <summary>The administrator's password.</summary>
    [DataType(DataType.Password)]
    public string AdminPassword { get; set; } = "";

    /// <summary>The site's language.</summary>
    public string Culture { get; set; } = "en";

    /// <summary>The site's time zone.</summary>
    public string SiteTimeZone { get; set; } = "Europe/Paris";

    internal static bool Has(string field) => typeof(SetupForm).GetProperty(field) is not null;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var S = (IStringLocalizer<SetUpSite>)validationContext.GetService(typeof(IStringLocalizer<SetUpSite>))!;
        if (!new EmailAddressAttribute().IsValid(AdminEmail))
        {
            yield return new ValidationResult(S["Write an e-mail address, as name@example.org."], [nameof(AdminEmail)]);
        }

        if (AdminPassword.Length < 8)
        {
            yield return new ValidationResult(S["A password has at least 8 characters."], [nameof(AdminPassword)]);
        }

        if (DatabaseProvider == "Postgres" && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return new ValidationResult(S["Write the connection string of the PostgreSQL database."], [nameof(ConnectionString)]);
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(SiteTimeZone, out _))
        {
            yield return new ValidationResult(S["Choose a time zone of the list."], [nameof(SiteTimeZone)]);
        }
    }
}
