// Fetches a document of the contract, and says so on the page when that does not work.

export async function fetchDocument(path) {
  try {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.json();
  } catch (error) {
    document.getElementById("document").textContent = `${path} could not be loaded (${error.message}).`;
    throw error;
  }
}
