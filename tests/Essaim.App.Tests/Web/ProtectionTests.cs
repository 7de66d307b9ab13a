using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Web;
using System.Text.RegularExpressions;
