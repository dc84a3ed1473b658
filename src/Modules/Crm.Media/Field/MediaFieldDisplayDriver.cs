using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Files;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Media.Field;

/// <summary>Shows and edits media fields.</summary>
internal sealed class MediaFieldDisplayDriver(MediaFiles media, Rights rights, IHttpContextAccessor http, IStringLocalizer<MediaFieldDisplayDriver> text) : ContentFieldDisplayDriver<MediaField>
{
    public override IDisplayResult? Display(MediaField field, BuildFieldDisplayContext context)
        => field.Paths.Length == 0 ? null : View("MediaField", new MediaShown(context.Label, MediaLines.Of(field))).Location("Content").Location("Summary", "-");

    public override IDisplayResult Edit(MediaField field, BuildFieldEditorContext context) => Initialize<MediaFieldEdit>("MediaField_Edit", async model =>
    {
        var lines = MediaLines.Of(field);
        (model.Paths, model.Texts) = ([.. lines.Select(line => line.Path)], [.. lines.Select(line => line.Text)]);
        model.Frame = await FrameAsync(context);
    });

    public override async Task<IDisplayResult?> UpdateAsync(MediaField field, UpdateFieldEditorContext context)
    {
        var model = new MediaFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            await CheckNewAsync(field, model.Lines, context.Updater);
            MediaLines.Put(field, model.Lines, context.Layout.GetSettings<MediaFieldSettings>().AllowMediaText);
        }

        return Edit(field, context);
    }

    // A file that was there stays, even when it is gone from the library; a new one must be there, and be one that the user may see.
    private async Task CheckNewAsync(MediaField field, IReadOnlyList<MediaLine> lines, IUpdateModel updater)
    {
        foreach (var line in lines.Where(line => !field.Paths.Contains(line.Path)))
        {
            if (!await HoldsAsync(MediaPermissions.ViewMediaContent) || media.Find(line.Path) is not { IsFolder: false })
            {
                updater.ModelState.AddModelError(Prefix + ".Paths", text["“{0}” is not in the media library.", line.Path]);
            }
        }
    }

    private async Task<MediaFieldFrame> FrameAsync(BuildFieldEditorContext context)
    {
        var (field, site) = (context.Layout.GetSettings<MediaFieldSettings>(), await media.SettingsAsync());
        var hint = string.IsNullOrWhiteSpace(field.Hint) ? context.Layout.Settings.Description : field.Hint;
        return new MediaFieldFrame(
            context.Label, string.IsNullOrWhiteSpace(hint) ? null : hint, field.Required, field.Multiple, field.AllowMediaText,
            [.. field.AllowedExtensions.Length == 0 ? site.AllowedFileExtensions : field.AllowedExtensions.Intersect(site.AllowedFileExtensions, StringComparer.OrdinalIgnoreCase)],
            context.Layout.Part.Type.Name, await HoldsAsync(MediaPermissions.ViewMediaContent), await HoldsAsync(MediaPermissions.ManageMediaContent), site);
    }

    private async Task<bool> HoldsAsync(string right) => http.HttpContext is { } context && await rights.HoldsAsync(context.User, right);
}
