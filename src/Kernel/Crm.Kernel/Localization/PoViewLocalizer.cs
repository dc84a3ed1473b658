using Microsoft.AspNetCore.Mvc.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>The <c>T</c> of a view; arguments are encoded, the text itself is not.</summary>
internal sealed class PoViewLocalizer(PoLocalizerFactory factory) : IViewLocalizer, IViewContextAware
{
    private PoLocalizer _localizer = null!;

    public LocalizedHtmlString this[string name] => Html(_localizer[name]);

    public LocalizedHtmlString this[string name, params object[] arguments]
    {
        get
        {
            var text = _localizer[name];
            return new LocalizedHtmlString(text.Name, text.Value, text.ResourceNotFound, arguments);
        }
    }

    public void Contextualize(ViewContext viewContext) => _localizer = factory.OfView(viewContext.ExecutingFilePath ?? viewContext.View.Path);

    public LocalizedString GetString(string name) => _localizer[name];

    public LocalizedString GetString(string name, params object[] arguments) => _localizer[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];

    internal LocalizedString Plural(long count, string one, string many, object[] arguments) => _localizer.Plural(count, one, many, arguments);

    private static LocalizedHtmlString Html(LocalizedString text) => new(text.Name, text.Value, text.ResourceNotFound);
}
