using System.Reflection;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Crm.Users.Roles;

/// <summary>Which fields of a type only certain roles see.</summary>
[Right(UserPermissions.ManageRoles)]
public sealed class HiddenFieldsModel(
    IDocumentManager<FieldRights> fields, IContentDefinitionManager definitions, Kernel.Users.Roles roles, IOptions<ContentOptions> content,
    IStringLocalizer<HiddenFieldsModel> text) : PageModel
{
    /// <summary>The type shown.</summary>
    [BindProperty(SupportsGet = true, Name = "type")]
    public string? ContentType { get; set; }

    /// <summary>Fields ticked as restricted.</summary>
    [BindProperty]
    public List<string> Restricted { get; set; } = [];

    /// <summary>Who sees what, as <c>Role/Part.Field</c>.</summary>
    [BindProperty]
    public List<string> Seen { get; set; } = [];

    /// <summary>The types.</summary>
    public IReadOnlyList<ContentTypeDefinition> Types { get; private set; } = [];

    /// <summary>The fields of the type: path and name shown.</summary>
    public IReadOnlyList<(string Path, string Name)> Fields { get; private set; } = [];

    /// <summary>The roles; administrators see everything.</summary>
    public IReadOnlyList<Role> Roles { get; private set; } = [];

    /// <summary>Shows the type's fields.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        var all = (await fields.GetOrCreateImmutableAsync()).Fields.Where(field => field.ContentType == ContentType || field.ContentType.Length == 0).ToList();
        Restricted = [.. all.Select(field => field.Path)];
        Seen = [.. all.SelectMany(field => field.Roles.Select(role => $"{role}/{field.Path}"))];
        return Page();
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync() || ContentType is null)
        {
            return NotFound();
        }

        var all = await fields.GetOrCreateMutableAsync();
        all.Fields.RemoveAll(field => field.ContentType == ContentType && Fields.Any(known => known.Path == field.Path));
        all.Fields.AddRange(Fields.Where(field => Restricted.Contains(field.Path)).Select(field => new FieldRight
        {
            ContentType = ContentType, Path = field.Path, Roles = [.. Roles.Select(role => role.RoleName).Where(role => Seen.Contains($"{role}/{field.Path}"))],
        }));
        await fields.UpdateAsync(all);
        this.Toast(text["Saved. What is hidden is hidden in lists, pages, search, history, exports and the API."]);
        return RedirectToPage(new { type = ContentType });
    }

    private async Task<bool> LoadAsync()
    {
        Types = [.. (await definitions.ListTypeDefinitionsAsync()).OrderBy(type => type.DisplayName, StringComparer.CurrentCultureIgnoreCase)];
        Roles = [.. (await roles.ListAsync()).Where(role => !Role.Same(role.RoleName, Role.Administrator))];
        if (string.IsNullOrEmpty(ContentType))
        {
            ContentType = Types.Count > 0 ? Types[0].Name : null;
        }

        var type = Types.FirstOrDefault(known => known.Name == ContentType);
        var parts = new List<(string, string)>();
        foreach (var attached in type?.ContentTypePartDefinitionRecords ?? [])
        {
            var part = await definitions.GetPartDefinitionAsync(attached.PartName);
            parts.AddRange((part?.ContentPartFieldDefinitionRecords ?? []).Select(field => ($"{attached.Name}.{field.Name}", NameOf(field))));
            parts.AddRange(MembersOf(attached.PartName).Select(member => ($"{attached.Name}.{member}", $"{attached.Name}: {member}")));
        }

        Fields = parts;
        return type is not null || ContentType is null;
    }

    // What a typed part holds beside its fields.
    private IEnumerable<string> MembersOf(string part)
        => content.Value.PartType(part).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member.CanWrite && member.DeclaringType != typeof(ContentPart)).Select(member => member.Name);

    private static string NameOf(ContentPartFieldDefinition field)
        => field.Settings["ContentPartFieldSettings"]?["DisplayName"]?.GetValue<string>() is { Length: > 0 } shown ? shown : field.Name;
}
