using Crm.Kernel.Modules.Manifest;

[assembly: Theme(Id = "Crm.Theme.Site", Name = "Site theme", Category = "Themes", Tags = ["site"], Author = "Crm", Version = "0.1.0")]
