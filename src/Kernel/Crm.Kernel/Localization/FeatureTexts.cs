using Crm.Kernel.Modules;

namespace Crm.Kernel.Localization;

/// <summary>What manifests say of modules and features, in the reader's language: the English of the manifest is the key in the module's own PO file.</summary>
public sealed class FeatureTexts(Translations translations)
{
    /// <summary>The feature's name.</summary>
    public string Name(FeatureInfo feature) => In(feature, feature.Name);

    /// <summary>What it does.</summary>
    public string Description(FeatureInfo feature) => In(feature, feature.Description);

    /// <summary>Its group.</summary>
    public string Category(FeatureInfo feature) => In(feature, feature.Category);

    private string In(FeatureInfo feature, string text) => translations.Show(feature.Extension.Assembly, feature.Id, text);
}
